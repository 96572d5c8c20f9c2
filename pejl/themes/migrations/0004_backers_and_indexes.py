
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_handovers'),
        ('tenancy', '0002_short_passwords'),
        ('themes', '0003_closed_areas_and_who_took_a_step'),
    ]

    operations = [
        migrations.AddField(
            model_name='theme',
            name='backers',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name='backing',
            index=models.Index(fields=['space', 'theme'], name='backing_by_theme'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['space', 'group', 'theme'], name='placement_by_group'),
        ),
        migrations.AddIndex(
            model_name='weight',
            index=models.Index(fields=['space', 'group', 'theme'], name='weight_by_group'),
        ),
    ]
