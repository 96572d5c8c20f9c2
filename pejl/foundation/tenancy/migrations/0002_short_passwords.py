from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="password_is_short",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
