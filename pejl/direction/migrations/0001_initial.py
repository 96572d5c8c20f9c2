import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.search.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0002_people_and_their_duties'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Restating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['unit', 'at'], name='restating_by_unit')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('goal', 'Employment-policy goal'), ('frame', 'Local frame'), ('expectation', 'Expectation')], max_length=20)),
                ('title', pejl.foundation.privacy.fields.Line(max_length=160)),
                ('title_search', pejl.foundation.search.fields.SearchKey(of='title')),
                ('title_sort', pejl.foundation.search.fields.SortKey(of='title')),
                ('text', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('is_for_all', models.BooleanField(default=True)),
                ('ended_because', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('stated_at', models.DateTimeField()),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='direction.statement')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('stated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('about_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('about_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='direction.statement')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='StatementUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='direction.statement')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['space', 'since_on'], name='statement_by_day'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='statement_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('replaces', models.F('id')), _negated=True), _connector='OR'), name='statement_does_not_replace_itself'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(fields=['about_id'], name='link_by_target'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('statement', 'about_id'), name='link_is_made_once'),
        ),
        migrations.AddConstraint(
            model_name='statementunit',
            constraint=models.UniqueConstraint(fields=('statement', 'unit'), name='statement_is_for_a_unit_once'),
        ),
    ]
