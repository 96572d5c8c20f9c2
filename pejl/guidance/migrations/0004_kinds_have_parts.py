from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0003_parts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='kind',
            name='blocks',
        ),
    ]
