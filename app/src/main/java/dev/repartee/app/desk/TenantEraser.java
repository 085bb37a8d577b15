package dev.repartee.app.desk;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UserVault;
import dev.repartee.identity.ending.TenantErasure;
import dev.repartee.redis.RedisLink;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Destroys the keys of a tenant's users, and what Redis holds of them. */
final class TenantEraser implements TenantErasure {

    private static final Logger LOG = LoggerFactory.getLogger(TenantEraser.class);

    /** The only first word of keys that has a colon. */
    private static final String CONNECTIONS = "ws:connections:";

    private static final int USERS = 500;
    private static final int PAGE = 1_000;

    private final UserVault vault;
    private final RedisLink redis;

    TenantEraser(UserVault vault, RedisLink redis) {
        this.vault = vault;
        this.redis = redis;
    }

    /** The keys go first: from then on nothing stored can be read, whatever fails after. */
    @Override
    public void erase(TenantId tenant) {
        List<UserKey> users;
        do {
            users = vault.users(tenant, USERS);
            users.forEach(vault::erase);
        } while (!users.isEmpty());
        forget(tenant);
    }

    /**
     * By one scan of the whole key space; without Redis the rest ends by its time to live. A user
     * of another tenant may be called as this one is: only the first id of a key counts.
     */
    private void forget(TenantId tenant) {
        String escaped = tenant.value().replaceAll("([*?\\[\\]\\\\])", "\\\\$1");
        ScanArgs args = ScanArgs.Builder.matches("*:" + escaped + ":*").limit(PAGE);
        try {
            ScanCursor cursor = ScanCursor.INITIAL;
            while (!cursor.isFinished()) {
                ScanCursor from = cursor;
                KeyScanCursor<String> page =
                        redis.call(commands -> commands.scan(from, args)).join();
                String[] keys =
                        page.getKeys().stream()
                                .filter(key -> isOf(tenant, key))
                                .toArray(String[]::new);
                if (keys.length > 0) {
                    redis.call(commands -> commands.unlink(keys)).join();
                }
                cursor = page;
            }
        } catch (CompletionException | ReparteeException e) {
            LOG.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("error", e.getMessage())
                    .log(
                            "Redis could not be searched for an ended business; its keys end by"
                                    + " themselves");
        }
    }

    private static boolean isOf(TenantId tenant, String key) {
        int from = key.startsWith(CONNECTIONS) ? CONNECTIONS.length() : key.indexOf(':') + 1;
        return key.startsWith(tenant + ":", from);
    }
}
