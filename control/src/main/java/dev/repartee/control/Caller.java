package dev.repartee.control;

import dev.repartee.contract.TenantId;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that carries a valid API key. */
public final class Caller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient TenantId tenant;

    Caller(TenantId tenant) {
        super(List.of());
        this.tenant = tenant;
        setAuthenticated(true);
    }

    /** Whose API key it is. */
    public TenantId tenant() {
        return tenant;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return tenant.value();
    }
}
