package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplyCacheKeyTest {

    private static final TenantId TENANT = new TenantId("acme");

    @Test
    void namesTenantAndUserBeforeEverythingElse() {
        assertThat(key("ann", "shop")).hasToString("reply:acme:ann:shop:3:h");
        assertThat(key(null, "shop")).hasToString("reply:acme::shop:3:h");
    }

    @Test
    void usersWithColonsShareNoNameWithOthers() {
        assertThat(key("ann:shop", "shop").toString()).isNotEqualTo(key("ann", "shop").toString());
        assertThat(key(":", "shop").toString()).isNotEqualTo(key(null, "shop").toString());
    }

    @Test
    void hashIgnoresCaseAndTheWidthOfWhiteSpaceOnly() {
        assertThat(ReplyCacheKey.hashOf("What  is\nit?"))
                .isEqualTo(ReplyCacheKey.hashOf("what is it?"))
                .isNotEqualTo(ReplyCacheKey.hashOf("what is it"));
    }

    @Test
    void cachedReplySurvivesItsEncoding() {
        PreparedReply reply =
                new PreparedReply(
                        new Reply("Hi", ReplySource.MODEL, "en", List.of(), false, null, null),
                        null);
        assertThat(EventCodec.decodeReply(EventCodec.encodeReply(reply))).isEqualTo(reply);
    }

    private static ReplyCacheKey key(@Nullable String user, String assistant) {
        return new ReplyCacheKey(
                TENANT,
                user == null ? null : new UserId(user),
                new AssistantId(assistant),
                "3",
                "h");
    }
}
