from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptfile",
            name="width",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="keptfile",
            name="height",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
    ]
