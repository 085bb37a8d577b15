package dev.repartee.identity.origin;

import dev.repartee.contract.TenantId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call. A browser says where a page comes from in a header that the page can't
 * set; a caller without it is no web page, and needs no permission of this kind.
 *
 * <p>A page may call when it is served from the very host that it calls, when the deployment allows
 * its origin, or when the tenant does whose credential it shows. Memory only.
 */
public final class OriginRules {

    private static final String ANY = "*";

    private final Set<String> deployment;
    private final Origins tenants;

    /**
     * @param deployment origins that may call with every tenant's credentials, {@code *} for all
     */
    public OriginRules(List<String> deployment, Origins tenants) {
        this.deployment = Set.copyOf(deployment);
        this.tenants = tenants;
    }

    /**
     * Whether the page may call with the credentials of anybody; before it is known with whose.
     *
     * @param host what the browser called, as in the {@code Host} header
     */
    public boolean known(@Nullable String origin, @Nullable String host) {
        return origin == null || everybodys(origin, host) || tenants.known(origin);
    }

    /**
     * Whether the page may call with a credential of the tenant.
     *
     * @param host what the browser called, as in the {@code Host} header
     */
    public boolean allows(TenantId tenant, @Nullable String origin, @Nullable String host) {
        return origin == null || everybodys(origin, host) || tenants.allows(tenant, origin);
    }

    private boolean everybodys(String origin, @Nullable String host) {
        return deployment.contains(ANY) || deployment.contains(origin) || same(origin, host);
    }

    /** A proxy may have taken the TLS off, so the scheme says nothing here. */
    private static boolean same(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        return host != null
                && authority > 0
                && !host.isEmpty()
                && origin.substring(authority + 3).equalsIgnoreCase(host);
    }
}
