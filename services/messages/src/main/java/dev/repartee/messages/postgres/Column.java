package dev.repartee.messages.postgres;

import static dev.repartee.messages.postgres.SqlType.BIGINT;
import static dev.repartee.messages.postgres.SqlType.BOOLEAN;
import static dev.repartee.messages.postgres.SqlType.BYTEA;
import static dev.repartee.messages.postgres.SqlType.DATE;
import static dev.repartee.messages.postgres.SqlType.DOUBLE;
import static dev.repartee.messages.postgres.SqlType.INTEGER;
import static dev.repartee.messages.postgres.SqlType.JSONB;
import static dev.repartee.messages.postgres.SqlType.TEXT;
import static dev.repartee.messages.postgres.SqlType.TIME;
import static dev.repartee.messages.row.MergeRule.EVER;
import static dev.repartee.messages.row.MergeRule.GREATEST;
import static dev.repartee.messages.row.MergeRule.KEY;
import static dev.repartee.messages.row.MergeRule.LEAST;
import static dev.repartee.messages.row.MergeRule.ORIGIN;
import static dev.repartee.messages.row.MergeRule.ORIGIN_TEXT;
import static dev.repartee.messages.row.MergeRule.OUTCOME;
import static dev.repartee.messages.row.MergeRule.OUTCOME_TEXT;
import static dev.repartee.messages.row.MergeRule.PROGRESS;

import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Timeline;
import dev.repartee.messages.row.MergeRule;
import dev.repartee.messages.row.Origin;
import dev.repartee.messages.row.Outcome;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of {@code chat_messages} that are written: type, merge rule and where from. */
enum Column {
    TENANT_ID(TEXT, KEY, x -> x.row().key().tenant()),
    USER_ID(TEXT, KEY, x -> x.row().key().user()),
    REQUEST_ID(TEXT, KEY, x -> x.row().key().requestId()),
    WINDOW_START(DATE, KEY, x -> x.window().start()),

    CONVERSATION_ID(TEXT, ORIGIN, x -> x.row().conversation()),
    MODE(TEXT, ORIGIN, x -> x.row().mode().word()),
    ASSISTANT_ID(TEXT, ORIGIN, x -> x.envelope(Envelope::assistant)),
    SESSION_ID(TEXT, ORIGIN, x -> x.envelope(Envelope::session)),
    CHANNEL(TEXT, ORIGIN, x -> x.envelope(Envelope::channel)),
    LANGUAGE(TEXT, ORIGIN, x -> x.message(Origin.Message::language)),
    INBOUND_TEXT(BYTEA, ORIGIN_TEXT, SealedRow::inboundText),
    ATTACHMENTS(
            JSONB,
            ORIGIN_TEXT,
            x -> x.clear(x.message(m -> m.attachments().isEmpty() ? null : m.attachments()))),
    LOG_PARTITION(INTEGER, ORIGIN, x -> x.origin(o -> o.at().partition())),
    LOG_OFFSET(BIGINT, ORIGIN, x -> x.origin(o -> o.at().offset())),
    CREATED_AT(TIME, LEAST, x -> x.row().birth().at()),

    STATE(TEXT, OUTCOME, SealedRow::state),
    REPLY_TEXT(BYTEA, OUTCOME_TEXT, SealedRow::replyText),
    REPLY_SOURCE(TEXT, OUTCOME, x -> x.reply(reply -> reply.source().word())),
    REPLY_META(JSONB, OUTCOME_TEXT, x -> x.clear(x.reply(Json.ReplyMeta::of))),
    CACHE_HIT(BOOLEAN, OUTCOME, SealedRow::cacheHit),
    RULE_NAME(TEXT, OUTCOME, x -> x.reply(Reply::rule)),
    MODEL_NAME(TEXT, OUTCOME, x -> x.model(ModelUse::name)),
    TOKENS_USED(INTEGER, OUTCOME, x -> x.model(ModelUse::totalTokens)),
    COST_NANOS(BIGINT, OUTCOME, x -> x.model(ModelUse::costNanos)),
    HANDOVER(BOOLEAN, OUTCOME, x -> x.reply(Reply::handover)),
    INFERENCE_TIME_MS(BIGINT, OUTCOME, SealedRow::inferenceMillis),
    NLU_ANALYSER(TEXT, OUTCOME, x -> x.nlu(Nlu::analyser)),
    INTENT_NAME(TEXT, OUTCOME, x -> x.intent(Intent::name)),
    INTENT_CONFIDENCE(DOUBLE, OUTCOME, x -> x.intent(Intent::confidence)),
    ENTITIES(JSONB, OUTCOME_TEXT, x -> x.clear(x.nlu(Nlu::entities))),
    FAILURE_CODE(TEXT, OUTCOME, x -> x.parked(parked -> parked.cause().word())),
    FAILURE_GROUP(TEXT, OUTCOME, x -> x.parked(parked -> parked.group())),
    FAILURE_DETAIL(TEXT, OUTCOME, x -> x.parked(parked -> parked.detail())),
    DISPATCHED_AT(TIME, OUTCOME, x -> x.timeline(Timeline::dispatchedAt)),
    INFERENCE_STARTED_AT(TIME, OUTCOME, x -> x.timeline(Timeline::inferenceStartedAt)),
    PROCESSED_AT(TIME, OUTCOME, SealedRow::processedAt),
    RESULT_OFFSET(BIGINT, OUTCOME, x -> x.outcome(Outcome::offset)),
    RESULT_SUPERSEDES(BOOLEAN, OUTCOME, x -> x.outcome(Outcome::supersedes)),
    PARKED_OFFSET(BIGINT, LEAST, x -> x.outcome(Outcome::parkedOffset)),

    FAST_PATH(BOOLEAN, EVER, x -> x.row().trail().fastPath()),
    DELIVERY_STATUS(TEXT, PROGRESS, SealedRow::deliveryStatus),
    DELIVERY_ATTEMPTS(INTEGER, GREATEST, x -> x.row().trail().attempts()),
    DELIVERED_AT(TIME, LEAST, x -> x.row().trail().deliveredAt()),
    ERASED(BOOLEAN, EVER, SealedRow::erased);

    /** All names, for reading; never {@code *}, whose meaning changes with the schema. */
    static final String NAMES =
            Stream.of(values()).map(Column::columnName).collect(Collectors.joining(", "));

    private final SqlType type;
    private final MergeRule rule;
    private final Function<SealedRow, @Nullable Object> value;

    Column(SqlType type, MergeRule rule, Function<SealedRow, @Nullable Object> value) {
        this.type = type;
        this.rule = rule;
        this.value = value;
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    SqlType type() {
        return type;
    }

    MergeRule rule() {
        return rule;
    }

    @Nullable Object value(SealedRow row) {
        return value.apply(row);
    }

    /** Whether erasing a user empties it. */
    boolean derivedFromText() {
        return rule == MergeRule.ORIGIN_TEXT || rule == MergeRule.OUTCOME_TEXT;
    }
}
