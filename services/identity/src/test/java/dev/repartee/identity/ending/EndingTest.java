package dev.repartee.identity.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.auditlog.Verdict;
import dev.repartee.identity.platform.PlatformTenants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A business from the wish to end it until nothing of it is left. */
class EndingTest {

    private static final String OWNER = "account:somebody";
    private static final String OPERATOR = "operator:somebody";

    private static Estate estate;

    private final TenantId shop = estate.business();

    @BeforeAll
    static void open(@TempDir Path folder) {
        estate = new Estate(folder);
    }

    @AfterAll
    static void close() {
        estate.close();
    }

    @Test
    void aBusinessGoesOnUntilItsTimeHasComeAndNothingIsLeftThen() {
        String only = estate.owner(shop);
        String both = estate.owner(shop);
        TenantId neighbour = estate.business();
        estate.join(neighbour, both);
        estate.fill(shop);
        estate.fill(neighbour);
        Ending ending = estate.endings.begin(shop, OWNER);
        assertThat(estate.sweep()).isZero();
        assertThat(estate.tablesWith(shop)).contains("chat_messages", "api_keys", "memberships");

        estate.clock.advance(Duration.ofDays(14));
        assertThat(estate.sweep()).isEqualTo(1);

        assertThat(estate.tablesWith(shop))
                .containsExactlyInAnyOrder("audit_log", "audit_log_heads", "tenants");
        assertThat(estate.tablesWith(neighbour)).contains("chat_messages", "api_keys");
        assertThat(estate.erased).contains(shop).doesNotContain(neighbour);
        assertThat(estate.accountExists(only)).isFalse();
        assertThat(estate.accountExists(both)).isTrue();
        assertThat(estate.log.verify(shop)).isEqualTo(new Verdict.Intact(shop, 1));
        assertThat(estate.mailsTo(only)).contains("A business of yours was ended");
        assertThat(ending.endsAt()).isBeforeOrEqualTo(estate.clock.instant());
    }

    @Test
    void whatComesBackFromTheLogIsErasedAgain() {
        estate.endings.begin(shop, OWNER);
        estate.clock.advance(Duration.ofDays(14));
        estate.sweep();
        estate.fill(shop);

        estate.clock.advance(Duration.ofDays(7));
        assertThat(estate.sweep()).isZero();
        assertThat(estate.tablesWith(shop)).doesNotContain("chat_messages");
        assertThat(estate.log.verify(shop)).isEqualTo(new Verdict.Intact(shop, 1));

        estate.clock.advance(Duration.ofDays(2));
        assertThat(estate.endings.due()).extracting(Ending::tenant).doesNotContain(shop);
    }

    @Test
    void itsIdIsNeverGivenToSomebodyElseAndNobodyGetsIn() {
        estate.endings.begin(shop, OWNER);
        estate.clock.advance(Duration.ofDays(14));
        estate.sweep();
        estate.tenants.refresh();

        assertThat(
                        new PlatformTenants(estate.database, estate.clock)
                                .create(new Tenant(shop, "Somebody else's", Set.of(), "US")))
                .isFalse();
        assertThat(estate.tenants.suspended(shop)).isTrue();
        assertThat(estate.tenants.find(shop).orElseThrow().name()).isEqualTo(shop.value());
    }

    @Test
    void theDayStaysHoweverOftenItIsAskedFor() {
        Ending first = estate.endings.begin(shop, OWNER);
        estate.clock.advance(Duration.ofDays(3));

        assertThat(estate.endings.begin(shop, OPERATOR)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOneSideAskedForTheOtherCanNotTakeBack(boolean operator) {
        estate.endings.begin(shop, operator ? OPERATOR : OWNER);

        assertThat(estate.endings.cancel(shop, !operator)).isFalse();
        assertThat(estate.endings.of(shop)).isPresent();
        assertThat(estate.endings.cancel(shop, operator)).isTrue();
        assertThat(estate.endings.of(shop)).isEmpty();
        assertThat(estate.endings.cancel(shop, operator)).isFalse();
    }

    @Test
    void whenTheTimeHasComeNothingIsTakenBack() {
        estate.endings.begin(shop, OWNER);
        estate.clock.advance(Duration.ofDays(14));

        assertThat(estate.endings.cancel(shop, false)).isFalse();
        estate.sweep();
        assertThat(estate.endings.cancel(shop, false)).isFalse();
        assertThat(estate.endings.begin(shop, OWNER).endedAt()).isNotNull();
    }

    @Test
    void aBusinessThatIsNotCanNotEnd() {
        assertThatThrownBy(() -> estate.endings.begin(new TenantId("nobody"), OWNER))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
