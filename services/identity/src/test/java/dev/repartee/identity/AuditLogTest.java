package dev.repartee.identity;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLines;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.auditlog.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");

    @TempDir private static Path folder;

    private static Fixture fixture;
    private static AuditLog log;

    private final TenantId tenant = new TenantId("t-" + System.nanoTime());

    @BeforeAll
    static void open() {
        fixture = new Fixture(folder);
        log = new AuditLog(fixture.database, fixture.box);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void entriesOfManyThreadsFormOneChainPerTenant() {
        TenantId other = new TenantId(tenant + "-other");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 40)
                    .forEach(
                            i ->
                                    threads.submit(
                                            () ->
                                                    log.append(
                                                            entry(
                                                                    i % 2 == 0 ? tenant : other,
                                                                    "/x/" + i))));
        }
        assertThat(log.verify(tenant)).isEqualTo(new Verdict.Intact(tenant, 20));
        assertThat(log.verify(other)).isEqualTo(new Verdict.Intact(other, 20));
        List<Long> numbers = new ArrayList<>();
        log.forEach(other, entry -> numbers.add(entry.sequence()));
        assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_log SET actor = 'nobody'",
                "DELETE FROM audit_log",
                "TRUNCATE audit_log"
            })
    void theDatabaseRefusesToChangeWhatWasWritten(String sql) {
        log.append(entry(tenant, "/x"));
        assertThatThrownBy(() -> execute(fixture.database, sql))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_log SET actor = 'nobody' WHERE sequence = 2",
                "UPDATE audit_log SET at = at + interval '1 s' WHERE sequence = 2",
                "UPDATE audit_log SET action = object, object = action WHERE sequence = 2",
                "UPDATE audit_log SET hash = sha256('x') WHERE sequence = 2",
                "DELETE FROM audit_log WHERE sequence = 2",
                "DELETE FROM audit_log WHERE sequence = 3",
                "DELETE FROM audit_log",
                "DELETE FROM audit_log_heads",
                "UPDATE audit_log_heads SET sealed = 'x'::bytea"
            })
    void whatAnAdministratorOfTheDatabaseChangesIsFound(String sql) {
        IntStream.range(0, 3).forEach(i -> log.append(entry(tenant, "/x/" + i)));
        execute(fixture.database, "ALTER TABLE audit_log DISABLE TRIGGER ALL");

        execute(fixture.database, sql);
        execute(fixture.database, "ALTER TABLE audit_log ENABLE TRIGGER ALL");

        assertThat(log.verify(tenant)).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void linesHoldNoBreakWhateverWasCalled() {
        log.append(entry(tenant, "/x\n{\"forged\":true}\u0000\u001b[2J"));
        List<String> lines = new ArrayList<>();
        log.forEach(tenant, entry -> lines.add(AuditLines.line(entry)));
        assertThat(lines).singleElement().asString().doesNotContain("\n", "\u001b", "\u0000");
        assertThat(log.verify(tenant)).isInstanceOf(Verdict.Intact.class);
    }

    private static AuditEntry entry(TenantId of, String object) {
        return new AuditEntry(of, AT, "key:abc", "PUT /x/{id}", object, "192.0.2.7", 200);
    }
}
