import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('leader', 'Leads the unit'), ('deputy', 'Stands in for'), ('mentor', 'Mentor of'), ('administrator', 'Looks after Pejl')], max_length=20)),
                ('for_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='supported_by', to='tenancy.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisation.unit')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['person', 'kind'], name='assignment_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='assignment_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('for_person', None), ('kind', 'leader'), ('unit__isnull', False)), models.Q(('for_person__isnull', False), ('kind__in', ('deputy', 'mentor')), ('unit', None)), models.Q(('for_person', None), ('kind', 'administrator'), ('unit', None)), _connector='OR'), name='assignment_says_for_what'), models.CheckConstraint(condition=models.Q(('for_person', None), models.Q(('for_person', models.F('person')), _negated=True), _connector='OR'), name='nobody_is_assigned_to_themselves'), models.UniqueConstraint(condition=models.Q(('kind', 'leader'), ('until_on', None)), fields=('person', 'unit'), name='leads_once'), models.UniqueConstraint(condition=models.Q(('kind', 'mentor'), ('until_on', None)), fields=('person', 'for_person'), name='is_mentor_once'), models.UniqueConstraint(condition=models.Q(('kind', 'deputy'), ('until_on', None)), fields=('for_person',), name='one_stands_in_for_a_person'), models.UniqueConstraint(condition=models.Q(('kind', 'administrator'), ('until_on', None)), fields=('person',), name='is_administrator_once')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('comes_from', pejl.foundation.privacy.fields.Line(max_length=160)),
                ('welcome_until', models.DateField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='guest', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', pejl.foundation.privacy.fields.Line(max_length=200)),
                ('state', models.CharField(choices=[('prepared', 'Ready to be carried out'), ('running', 'Being carried out'), ('done', 'Carried out'), ('stale', 'Out of date'), ('dropped', 'Let go')], default='prepared', max_length=10)),
                ('rows', pejl.foundation.privacy.fields.Structured(blank=True, default=list)),
                ('changes', pejl.foundation.privacy.fields.Structured(blank=True, default=list)),
                ('faults', pejl.foundation.privacy.fields.Structured(blank=True, default=list)),
                ('basis', models.CharField(max_length=64)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('problem', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('space',), name='one_import_runs_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ServedMunicipality',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('code', models.CharField(max_length=3)),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='servedmunicipality_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('space', 'code'), name='municipality_is_served_once')],
            },
        ),
        migrations.CreateModel(
            name='StaffNumber',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', pejl.foundation.privacy.fields.Line(max_length=40)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='staff_number', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('space', 'number'), name='staff_number_is_unique')],
            },
        ),
        migrations.AddField(
            model_name='function',
            name='is_management',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='function',
            name='is_retired',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='unit',
            name='side',
            field=models.CharField(blank=True, choices=[('authority', 'Authority side'), ('provider', 'Provider side')], max_length=10),
        ),
    ]
