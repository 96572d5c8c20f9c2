import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0002_steps_and_roles'),
        ('organisation', '0003_handovers'),
        ('tenancy', '0002_short_passwords'),
    ]

    operations = [
        migrations.CreateModel(
            name='TemplateEdition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('note', pejl.foundation.privacy.fields.Line(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='meetings.template')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('template', 'number'), name='template_edition_is_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='TemplateTalk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('talked_with', pejl.foundation.privacy.fields.Line(max_length=200)),
                ('held_on', models.DateField()),
                ('differently', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('template', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='meetings.template')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='template',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.template'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='template_edition',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='template',
            name='edition',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='template',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='template',
            name='taken_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='takings', to='meetings.template'),
        ),
        migrations.AddField(
            model_name='template',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit'),
        ),
        migrations.AddField(
            model_name='templateitem',
            name='edition',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='kind',
            field=models.CharField(choices=[('learning', 'Learning meeting'), ('coordination', 'Working-group coordination'), ('department', 'Department meeting'), ('network', 'Network meeting'), ('strategy', 'Strategy day'), ('sparring', 'Short sparring')], default='learning', max_length=20),
        ),
        migrations.AlterField(
            model_name='template',
            name='kind',
            field=models.CharField(choices=[('learning', 'Learning meeting'), ('coordination', 'Working-group coordination'), ('department', 'Department meeting'), ('network', 'Network meeting'), ('strategy', 'Strategy day'), ('sparring', 'Short sparring')], max_length=20),
        ),
    ]
