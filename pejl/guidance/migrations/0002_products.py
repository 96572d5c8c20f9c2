import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.search.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('guidance', '0001_initial'),
        ('organisation', '0003_handovers'),
        ('tenancy', '0002_short_passwords'),
        ('themes', '0005_count_backers'),
    ]

    operations = [
        migrations.CreateModel(
            name='BroughtCard',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('card_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('card_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('card_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('quote', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('meeting_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('meeting_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('meeting_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('group', pejl.foundation.privacy.fields.Line(blank=True, max_length=160)),
                ('alike', models.UUIDField(blank=True, null=True)),
                ('alike_name', pejl.foundation.privacy.fields.Line(blank=True, max_length=160)),
                ('at', models.DateTimeField()),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brought', to='guidance.product')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('meeting_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('meeting_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('meeting_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='guidance.version')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('lineage', models.UUIDField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('question', 'A question'), ('correction', 'A correction'), ('did_not_fit', 'It did not fit'), ('story', 'What it changed')], max_length=12)),
                ('text', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('is_shared', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='guidance.version')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FeedbackAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('outcome', models.CharField(choices=[('answered', 'Answered'), ('next_version', 'Goes into the next version'), ('new_theme', 'Becomes a theme')], max_length=12)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('feedback', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='guidance.feedback')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themes.theme')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('asks', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('closes_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='guidance.version')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('lineage', models.UUIDField(blank=True, null=True)),
                ('text', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('at', models.DateTimeField()),
                ('edit', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='guidance.hearing')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='CommentAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', pejl.foundation.privacy.fields.Words(max_length=20000)),
                ('is_followed', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('edit', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='guidance.comment')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='HearingParty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='guidance.hearing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('block', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='guidance.block')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='KindApprover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('function', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.function')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvers', to='guidance.kind')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ReadingList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', pejl.foundation.privacy.fields.Line(max_length=120)),
                ('name_search', pejl.foundation.search.fields.SearchKey(of='name')),
                ('name_sort', pejl.foundation.search.fields.SortKey(of='name')),
                ('about', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('is_for_newcomers', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('edit', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('function', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.function')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ReadingEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('meeting_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('meeting_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('meeting_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidance.product')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('reading_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='guidance.readinglist')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(choices=[('unchanged', 'It still holds'), ('corrected', 'It is being corrected'), ('withdrawn', 'It was withdrawn')], max_length=10)),
                ('note', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('next_on', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='guidance.version')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='UseDay',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('times', models.PositiveIntegerField(default=0)),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='use_days', to='guidance.version')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.RemoveConstraint(
            model_name='approvalrequest',
            name='approval_request_is_numbered',
        ),
        migrations.RemoveConstraint(
            model_name='version',
            name='only_one_version_is_being_made',
        ),
        migrations.RemoveConstraint(
            model_name='version',
            name='version_is_published_at_a_moment',
        ),
        migrations.AddField(
            model_name='block',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.keptfile'),
        ),
        migrations.AddField(
            model_name='block',
            name='part',
            field=models.CharField(default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='kind',
            name='about',
            field=pejl.foundation.privacy.fields.Words(blank=True, max_length=20000),
        ),
        migrations.AddField(
            model_name='kind',
            name='approvals',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='kind',
            name='edit',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='kind',
            name='needs_hearing',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='kind',
            name='parts',
            field=pejl.foundation.privacy.fields.Structured(default=list),
        ),
        migrations.AddField(
            model_name='kind',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='version',
            name='parts',
            field=pejl.foundation.privacy.fields.Structured(default=list),
        ),
        migrations.AlterField(
            model_name='block',
            name='kind',
            field=models.CharField(choices=[('text', 'Text'), ('rule', 'Rule and its local use'), ('mark', 'Guiding mark'), ('parameter', 'Professional parameter'), ('situation', 'Situation'), ('tool', 'Tool'), ('reference', 'Reference'), ('question', 'Question'), ('field', 'Form field'), ('role', 'Role'), ('header', 'Heading of the sheet'), ('node', 'Point of a mind map'), ('file', 'File')], max_length=20),
        ),
        migrations.AlterField(
            model_name='version',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('hearing', 'In hearing'), ('awaiting_approval', 'Waiting for approval'), ('scheduled', 'Approved, not in force yet'), ('published', 'In force'), ('replaced', 'Replaced'), ('withdrawn', 'Withdrawn')], default='draft', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='approvalrequest',
            constraint=models.UniqueConstraint(fields=('version', 'number', 'approver'), name='approver_is_asked_once_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'hearing', 'awaiting_approval', 'scheduled'))), fields=('product',), name='only_one_version_is_being_made'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state__in', ('draft', 'hearing', 'awaiting_approval', 'scheduled'))), models.Q(('published_at__isnull', False), ('state__in', ('published', 'replaced', 'withdrawn'))), _connector='OR'), name='version_is_published_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='broughtcard',
            constraint=models.UniqueConstraint(fields=('product', 'card_id'), name='card_is_brought_once'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('person', 'version'), name='version_is_confirmed_once'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(condition=models.Q(('meeting_id__isnull', False)), fields=('person', 'meeting_id'), name='meeting_is_confirmed_once'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meeting_id__isnull', False), ('version', None)), models.Q(('meeting_id', None), ('version__isnull', False)), _connector='OR'), name='confirmation_is_of_a_version_or_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('version',), name='only_one_hearing_of_a_version_is_open'),
        ),
        migrations.AddConstraint(
            model_name='hearingparty',
            constraint=models.UniqueConstraint(fields=('hearing', 'person'), name='hearing_party_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='kindapprover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('function', None), ('person__isnull', False)), models.Q(('function__isnull', False), ('person', None)), _connector='OR'), name='kind_approver_is_a_function_or_a_person'),
        ),
        migrations.AddConstraint(
            model_name='kindapprover',
            constraint=models.UniqueConstraint(fields=('kind', 'function'), name='approving_function_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='kindapprover',
            constraint=models.UniqueConstraint(fields=('kind', 'person'), name='approving_person_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='readinglist',
            constraint=models.UniqueConstraint(fields=('space', 'name'), name='reading_list_name_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='readingentry',
            constraint=models.UniqueConstraint(fields=('reading_list', 'product'), name='product_stands_on_a_list_once'),
        ),
        migrations.AddConstraint(
            model_name='readingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('meeting_id__isnull', False)), fields=('reading_list', 'meeting_id'), name='meeting_stands_on_a_list_once'),
        ),
        migrations.AddConstraint(
            model_name='readingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meeting_id__isnull', False), ('product', None)), models.Q(('meeting_id', None), ('product__isnull', False)), _connector='OR'), name='reading_entry_is_a_product_or_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='useday',
            constraint=models.UniqueConstraint(fields=('version', 'on'), name='use_is_counted_once_a_day'),
        ),
    ]
