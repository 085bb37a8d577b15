package dev.repartee.identity.ending;

import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.postgres.Database;
import dev.repartee.runtime.Periodic;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases businesses whose time has come. First nobody gets in any more, then the users' keys are
 * destroyed, then the rows go. What was accepted before and is still in the log may be stored
 * afterwards, without text; it is deleted by the rounds of the next eight days. Several processes
 * may do so at once.
 */
public final class EndingSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndingSweep.class);

    private final Endings endings;
    private final TenantRows rows;
    private final TenantErasure elsewhere;
    private final EndingLetters letters;
    private final AuditLog log;
    private final Clock clock;
    private final Periodic rounds;

    /**
     * What it works with.
     *
     * @param database has the rows
     * @param elsewhere erases what lies elsewhere
     * @param letters tells the owners
     * @param log of the tenant, which stays
     */
    public record Tools(
            Database database, TenantErasure elsewhere, EndingLetters letters, AuditLog log) {}

    public EndingSweep(Endings endings, EndingConfig config, Tools tools, Clock clock) {
        this.endings = endings;
        this.rows = new TenantRows(tools.database());
        this.elsewhere = tools.elsewhere();
        this.letters = tools.letters();
        this.log = tools.log();
        this.clock = clock;
        this.rounds = Periodic.fromStart("endings", config.every(), this::sweep);
    }

    /** Begins; returns at once. */
    public void start() {
        rounds.start();
    }

    /** Erases all whose time has come; blocks. Tells how many were erased for the first time. */
    public int sweep() {
        int ended = 0;
        for (Ending ending : endings.due()) {
            if (erase(ending)) {
                ended++;
            }
        }
        return ended;
    }

    private boolean erase(Ending ending) {
        boolean first = ending.endedAt() == null;
        List<String> owners = letters.owners(ending);
        endings.stop(ending.tenant());
        elsewhere.erase(ending.tenant());
        long deleted = rows.delete(ending.tenant());
        if (first) {
            log.append(
                    new AuditEntry(
                            ending.tenant(),
                            clock.instant(),
                            ending.askedBy(),
                            "the business was ended",
                            "/api/v1/tenant",
                            "-",
                            200));
            letters.ended(ending, owners);
        }
        endings.ended(ending.tenant());
        if (deleted > 0) {
            LOG.atInfo()
                    .addKeyValue("tenant", ending.tenant())
                    .addKeyValue("rows", deleted)
                    .log("erased what an ended business had");
        }
        return first;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
