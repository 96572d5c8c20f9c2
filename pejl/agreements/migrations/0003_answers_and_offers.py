import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_passed_on'),
        ('tenancy', '0002_short_passwords'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('done', 'Done'), ('dropped', 'Dropped'), ('reopened', 'Taken up again'), ('moved', 'Another day'), ('offered', 'Asked to take it over'), ('withdrawn', 'No longer asked to take it over'), ('declined', 'Said no to taking it over'), ('passed_on', 'Passed on')], max_length=10)),
                ('reason', pejl.foundation.privacy.fields.Line(blank=True, max_length=300)),
                ('day_before', models.DateField(blank=True, null=True)),
                ('day_after', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='agreements.agreement')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DecisionStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decision_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('decision_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('decision_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('state', models.CharField(choices=[('stands', 'Stands'), ('carried_out', 'Carried out'), ('changed', 'Changed'), ('dropped', 'Dropped')], max_length=12)),
                ('reason', pejl.foundation.privacy.fields.Line(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DigestSent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('week', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='GoalAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('how_it_went', pejl.foundation.privacy.fields.Words(blank=True, max_length=5000)),
                ('helped', pejl.foundation.privacy.fields.Words(blank=True, max_length=5000)),
                ('hindered', pejl.foundation.privacy.fields.Words(blank=True, max_length=5000)),
                ('is_shared', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField()),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='agreements.learninggoal')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='NoDigest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SparringOffer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', pejl.foundation.privacy.fields.Words(max_length=1000)),
                ('offered_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SparringReply',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', pejl.foundation.privacy.fields.Words(blank=True, max_length=1000)),
                ('replied_at', models.DateTimeField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='agreements.sparringoffer')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='agreement',
            name='came_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='offered_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person'),
        ),
        migrations.AddField(
            model_name='learninggoal',
            name='ask_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['created_by', 'state', 'due_on'], name='agreement_by_writer'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['offered_to'], name='agreement_by_offer'),
        ),
        migrations.AddIndex(
            model_name='learninggoal',
            index=models.Index(fields=['ask_on'], name='learning_goal_by_ask_on'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('offered_to', None), ('state', 'open'), _connector='OR'), name='agreement_is_offered_while_it_is_open'),
        ),
        migrations.AddIndex(
            model_name='agreementstep',
            index=models.Index(fields=['agreement', 'at'], name='step_by_agreement'),
        ),
        migrations.AddIndex(
            model_name='decisionstep',
            index=models.Index(fields=['decision_id', 'at'], name='decision_step_by_decision'),
        ),
        migrations.AddConstraint(
            model_name='digestsent',
            constraint=models.UniqueConstraint(fields=('person', 'year', 'week'), name='digest_is_one_a_week'),
        ),
        migrations.AddConstraint(
            model_name='nodigest',
            constraint=models.UniqueConstraint(fields=('person',), name='no_digest_is_said_once'),
        ),
        migrations.AddConstraint(
            model_name='sparringoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('by',), name='sparring_is_offered_once'),
        ),
        migrations.AddConstraint(
            model_name='sparringreply',
            constraint=models.UniqueConstraint(fields=('offer', 'person'), name='sparring_is_wanted_once'),
        ),
    ]
