package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A message that nobody answers any more says why, across releases. */
class ExpiredTest {

    private static final ChatResult.Expired OVERDUE =
            new ChatResult.Expired(
                    new RequestKey(new TenantId("demo"), new UserId("ana"), new RequestId("r-1")),
                    new ConversationId("c-1"),
                    Mode.REPLY,
                    new Coordinates("chat.requests", 3, 42),
                    null,
                    Instant.parse("2026-01-02T03:04:05.678Z"));

    /** As the releases wrote it that did not tell. */
    private static final String OLDER =
            """
            {"key":{"tenant":"demo","user":"ana","requestId":"r-1"},"conversation":"c-1",
             "mode":"reply","origin":"chat.requests-3@42","at":"2026-01-02T03:04:05.678Z"}
            """;

    @Test
    void oneOfAnOlderReleaseIsOverdue() {
        assertThat(read(OLDER)).isEqualTo(OVERDUE);
        assertThat(read(OLDER).code()).isEqualTo(ErrorCode.REQUEST_EXPIRED);
    }

    @Test
    void thatOfAnErasedUserIsNotToBeSentAgain() {
        ChatResult.Expired erased = read(OLDER.replace("}\n", ",\"erased\":true}\n"));

        assertThat(erased.erased()).isTrue();
        assertThat(erased.code()).isEqualTo(ErrorCode.USER_ERASED);
        assertThat(erased.code().retryable()).isFalse();
        assertThat(erased.code().httpStatus()).isEqualTo(410);
    }

    private static ChatResult.Expired read(String json) {
        return EventCodec.decode(
                OVERDUE.headers(), json.getBytes(StandardCharsets.UTF_8), ChatResult.Expired.class);
    }
}
