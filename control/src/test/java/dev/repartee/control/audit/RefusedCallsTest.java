package dev.repartee.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.auditlog.ChainedEntry;
import dev.repartee.identity.platform.Operators;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried without a valid credential comes into the log, and no flood does. */
class RefusedCallsTest {

    private static final AccountId ANN = new AccountId("ann");
    private static final EmailAddress ADDRESS = new EmailAddress("ann@shop.example");
    private static final String SIGN_IN = "POST /api/v1/session";

    private static Database database;
    private static AuditLog log;

    private final TenantId shop = new TenantId("shop-" + UUID.randomUUID());
    private final TenantId school = new TenantId("school-" + UUID.randomUUID());
    private final RefusedCalls calls =
            new RefusedCalls(
                    log,
                    new RefusedCalls.People() {
                        @Override
                        public Optional<AccountId> find(EmailAddress email) {
                            return email.equals(ADDRESS) ? Optional.of(ANN) : Optional.empty();
                        }

                        @Override
                        public List<TenantId> businesses(AccountId account) {
                            return account.equals(ANN) ? List.of(shop, school) : List.of();
                        }
                    },
                    Clock.systemUTC());

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = MigratedDatabase.open(Schema.MAIN);
        log =
                new AuditLog(
                        database,
                        new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key"))));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whatWasMeantForAnAccountIsInTheLogsOfItsBusinesses() {
        for (int i = 0; i < 6; i++) {
            calls.count(refused(new Attempted.Person(ADDRESS), "192.0.2.7"));
        }
        calls.count(refused(new Attempted.Holder(ANN), "192.0.2.7"));

        calls.write();

        assertThat(entries(shop))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.actor()).isEqualTo("account:ann");
                            assertThat(entry.action()).isEqualTo("refused: " + SIGN_IN);
                            assertThat(entry.object()).isEqualTo("7 times");
                            assertThat(entry.origin()).isEqualTo("192.0.2.7");
                            assertThat(entry.status()).isEqualTo(401);
                        });
        assertThat(entries(school)).hasSize(1);
        calls.write();
        assertThat(entries(shop)).hasSize(1);
    }

    @Test
    void whatWasMeantForNobodyIsInThePlatformsLog() {
        int before = entries(Operators.TENANT).size();
        calls.count(refused(new Attempted.Nobody(), "192.0.2.8"));
        calls.count(refused(new Attempted.Holder(new AccountId("nowhere")), "192.0.2.8"));
        calls.count(refused(new Attempted.Key("abcd"), "192.0.2.8"));
        for (String typed : List.of("first@secret.example", "second@secret.example")) {
            calls.count(refused(new Attempted.Person(new EmailAddress(typed)), "192.0.2.8"));
        }

        calls.write();

        List<AuditEntry> written = entries(Operators.TENANT);
        assertThat(written.subList(before, written.size()))
                .extracting(entry -> entry.actor() + " " + entry.object())
                .containsExactlyInAnyOrder(
                        "nobody 3 times", "account:nowhere once", "key:abcd once");
        assertThat(written.toString()).doesNotContain("secret.example");
    }

    @Test
    void aFloodFromAHundredThousandAddressesIsTwentyEntriesAndNoneIsForgotten() {
        int before = entries(Operators.TENANT).size();
        IntStream.range(0, 100_000)
                .forEach(
                        i ->
                                calls.count(
                                        refused(
                                                new Attempted.Nobody(),
                                                "10.%d.%d.1".formatted(i / 256, i % 256))));
        for (int i = 0; i < 9; i++) {
            calls.count(refused(new Attempted.Holder(ANN), "192.0.2.9"));
        }

        calls.write();

        List<AuditEntry> written = entries(Operators.TENANT);
        assertThat(written).hasSize(before + RefusedCalls.WRITTEN);
        assertThat(
                        written.subList(before, written.size()).stream()
                                .mapToInt(RefusedCallsTest::times)
                                .sum())
                .isEqualTo(100_009);
    }

    @Test
    void whatWasCountedIsWrittenBeforeTheEnd() {
        calls.start();
        calls.count(refused(new Attempted.Holder(ANN), "192.0.2.10"));

        calls.close();

        assertThat(entries(shop)).hasSize(1);
    }

    private static int times(AuditEntry entry) {
        return entry.object().equals("once")
                ? 1
                : Integer.parseInt(entry.object().replace(" times", ""));
    }

    private static RefusedCalls.Call refused(Attempted meant, String origin) {
        return new RefusedCalls.Call(meant, SIGN_IN, origin);
    }

    private static List<AuditEntry> entries(TenantId tenant) {
        return log.newest(tenant, Long.MAX_VALUE, 500).reversed().stream()
                .map(ChainedEntry::entry)
                .toList();
    }
}
