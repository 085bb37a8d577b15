package dev.repartee.control.audit;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.platform.Operators;
import dev.repartee.runtime.Periodic;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings calls without a valid credential into the audit log: those that were meant for an account
 * into the logs of its businesses, all others into the platform's.
 *
 * <p>Anybody can cause them, so they are counted in memory and written together, once a minute: a
 * log grows by {@value #WRITTEN} entries a minute at most, whatever comes, and nobody waits for it.
 * What does not fit is one sum. A process that dies loses its last minute. Thread-safe.
 */
public final class RefusedCalls implements AutoCloseable {

    /** Most entries that are written at once. */
    static final int WRITTEN = 20;

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int COUNTED = 1_000;
    private static final int STATUS = 401;
    private static final String NOBODY = "nobody";
    private static final Call OTHERS = new Call(new Attempted.Nobody(), "calls of many kinds", "-");

    private final AuditLog log;
    private final People people;
    private final Clock clock;
    private final Periodic writing = Periodic.toEnd("refused-calls", EVERY, this::write);

    /** Guarded by this. */
    private Map<Call, Long> counts = new HashMap<>();

    public RefusedCalls(AuditLog log, People people, Clock clock) {
        this.log = log;
        this.people = people;
        this.clock = clock;
    }

    /** Knows accounts. */
    public interface People {

        /** The account of an address. */
        Optional<AccountId> find(EmailAddress email);

        /** Where an account belongs. */
        List<TenantId> businesses(AccountId account);
    }

    /**
     * A kind of refused call.
     *
     * @param meant whose credential it was meant to be
     * @param action the endpoint
     * @param origin the address that it came from
     */
    record Call(Attempted meant, String action, String origin) {}

    /** The same as the log names it. */
    private record Entry(String actor, List<TenantId> tenants, String action, String origin) {}

    /** Counts one. Memory only. */
    synchronized void count(Call call) {
        counts.merge(
                counts.size() < COUNTED || counts.containsKey(call) ? call : OTHERS, 1L, Long::sum);
    }

    /** Writes down what was counted since the last time; blocks. */
    void write() {
        Map<Entry, Long> entries = new HashMap<>();
        taken().forEach((call, times) -> entries.merge(entry(call), times, Long::sum));
        List<Map.Entry<Entry, Long>> most =
                entries.entrySet().stream()
                        .sorted(Map.Entry.<Entry, Long>comparingByValue(Comparator.reverseOrder()))
                        .toList();
        int apart = most.size() <= WRITTEN ? most.size() : WRITTEN - 1;
        most.subList(0, apart).forEach(one -> write(one.getKey(), one.getValue()));
        long rest = most.stream().skip(apart).mapToLong(Map.Entry::getValue).sum();
        if (rest > 0) {
            write(entry(OTHERS), rest);
        }
    }

    private synchronized Map<Call, Long> taken() {
        Map<Call, Long> taken = counts;
        counts = new HashMap<>();
        return taken;
    }

    private Entry entry(Call call) {
        return switch (call.meant()) {
            case Attempted.Person(var email) ->
                    people.find(email)
                            .map(account -> entry(call, account))
                            .orElseGet(() -> entry(call, NOBODY));
            case Attempted.Holder(var account) -> entry(call, account);
            case Attempted.Key(var prefix) -> entry(call, "key:" + prefix);
            case Attempted.Nobody nobody -> entry(call, NOBODY);
        };
    }

    private Entry entry(Call call, AccountId account) {
        List<TenantId> businesses = people.businesses(account);
        return new Entry(
                Actors.name(account),
                businesses.isEmpty() ? List.of(Operators.TENANT) : businesses,
                call.action(),
                call.origin());
    }

    private static Entry entry(Call call, String actor) {
        return new Entry(actor, List.of(Operators.TENANT), call.action(), call.origin());
    }

    private void write(Entry entry, long times) {
        for (TenantId tenant : entry.tenants()) {
            log.append(
                    new AuditEntry(
                            tenant,
                            clock.instant(),
                            entry.actor(),
                            "refused: " + entry.action(),
                            times == 1 ? "once" : times + " times",
                            entry.origin(),
                            STATUS));
        }
    }

    /** Begins; returns at once. */
    public void start() {
        writing.start();
    }

    /** What was counted is written first. */
    @Override
    public void close() {
        writing.close();
    }
}
