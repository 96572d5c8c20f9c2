import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('meetings', '0005_held_otherwise'),
        ('room', '0001_initial'),
        ('tenancy', '0002_short_passwords'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', pejl.foundation.privacy.fields.Line(max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clusters', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', pejl.foundation.privacy.fields.Words(max_length=4000)),
                ('is_shared', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FollowCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(editable=False, max_length=12)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Hand',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('process', 'How we do it, or the time'), ('clarifying', 'Clarifying question'), ('follow_up', 'Follows up on what is said'), ('new', 'New perspective')], max_length=10)),
                ('line', pejl.foundation.privacy.fields.Line(blank=True, max_length=160)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('speaking', 'Has the floor'), ('done', 'Has spoken'), ('withdrawn', 'Taken back')], default='waiting', max_length=10)),
                ('placed', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('raised_at', models.DateTimeField()),
                ('client_id', models.UUIDField()),
                ('answers', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answered_by', to='room.hand')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='LeadOffer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('offered_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'Waiting for an answer'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Taken back')], default='open', max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='MinutesSection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(choices=[('opening', 'Opening words'), ('agenda', 'Agenda and times'), ('knowledge', 'Knowledge'), ('learning', 'Learning that was shared'), ('decisions', 'What we have decided together'), ('agreements', 'Who does what by when'), ('products', 'Who makes which product'), ('proceeding', 'How it goes on'), ('unclear', 'Still unclear')], max_length=20)),
                ('text', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('is_left_out', models.BooleanField(default=False)),
                ('composed_digest', models.CharField(editable=False, max_length=64)),
                ('edited_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Poster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kept_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.keptfile')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posters', to='meetings.agendaitem')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Proceeding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('making', pejl.foundation.privacy.fields.Words(blank=True, max_length=2000)),
                ('dissemination', pejl.foundation.privacy.fields.Words(blank=True, max_length=2000)),
                ('has_follow_up', models.BooleanField(blank=True, null=True)),
                ('follow_up', pejl.foundation.privacy.fields.Words(blank=True, max_length=2000)),
                ('follow_up_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.CharField(choices=[('seat', 'As you sit'), ('random', 'By lot'), ('chosen', 'Whoever speaks chooses the next')], default='seat', max_length=10)),
                ('phase', models.CharField(choices=[('silence', 'Silence'), ('writing', 'Everybody writes'), ('speaking', 'Everybody speaks in turn')], default='speaking', max_length=10)),
                ('silence_seconds', models.PositiveSmallIntegerField(default=0)),
                ('writing_seconds', models.PositiveSmallIntegerField(default=0)),
                ('turn_seconds', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('clock_started_at', models.DateTimeField()),
                ('clock_paused_at', models.DateTimeField(blank=True, null=True)),
                ('clock_paused_seconds', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('speaking', 'Speaks now'), ('done', 'Has spoken'), ('passed', 'Lets it go by'), ('away', 'Is not here')], default='waiting', max_length=10)),
                ('has_passed', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='room.round')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='card',
            name='is_from_paper',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='unclearpoint',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.agendaitem'),
        ),
        migrations.AlterField(
            model_name='card',
            name='kind',
            field=models.CharField(choices=[('consideration', 'Consideration'), ('parameter', 'Parameter'), ('example', 'Concrete example'), ('attention', 'Point of attention'), ('question', 'Question'), ('wish', 'Wish for the product'), ('likeness', 'What is alike'), ('difference', 'What is different')], max_length=20),
        ),
        migrations.AddField(
            model_name='card',
            name='cluster',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cards', to='room.cluster'),
        ),
        migrations.AddIndex(
            model_name='cluster',
            index=models.Index(fields=['item', 'position'], name='cluster_in_order'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('item', 'person'), name='contribution_is_one_for_each'),
        ),
        migrations.AddConstraint(
            model_name='followcode',
            constraint=models.UniqueConstraint(fields=('code',), name='follow_code_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='followcode',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('meeting',), name='one_follow_code_holds_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='hand',
            index=models.Index(fields=['meeting', 'state'], name='hand_by_state'),
        ),
        migrations.AddConstraint(
            model_name='hand',
            constraint=models.UniqueConstraint(fields=('meeting', 'client_id'), name='hand_is_raised_once'),
        ),
        migrations.AddConstraint(
            model_name='leadoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('meeting', 'to'), name='lead_is_offered_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='leadoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='lead_offer_is_answered_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='minutessection',
            constraint=models.UniqueConstraint(fields=('meeting', 'key'), name='minutes_section_is_written_once'),
        ),
        migrations.AddIndex(
            model_name='poster',
            index=models.Index(fields=['item', 'kept_at'], name='poster_in_order'),
        ),
        migrations.AddConstraint(
            model_name='proceeding',
            constraint=models.UniqueConstraint(fields=('meeting',), name='proceeding_is_one_for_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('item',), name='only_one_round_goes_on_in_an_item'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('round', 'person'), name='everybody_has_one_turn_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'speaking')), fields=('round',), name='only_one_speaks_in_a_round'),
        ),
    ]
