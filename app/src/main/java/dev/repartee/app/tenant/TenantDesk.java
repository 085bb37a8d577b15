package dev.repartee.app.tenant;

import dev.repartee.app.node.Directory;
import dev.repartee.app.node.People;
import dev.repartee.app.node.Settings;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.key.ApiKeyServices;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.identity.origin.OriginRules;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.quota.Quotas;

/** Gives the control plane what tenants administer of their keys, origins and quotas. */
public final class TenantDesk {

    private TenantDesk() {}

    /** To be called before the control plane starts. */
    public static void addTo(
            ControlPlane plane, Directory directory, People people, Settings settings) {
        Origins origins = directory.policies().origins();
        plane.with(
                        ApiKeyServices.class,
                        new ApiKeyServices(
                                directory.apiKeys(), directory.roles(), people.services().logins()))
                .with(Origins.class, origins)
                .with(
                        OriginRules.class,
                        new OriginRules(
                                settings.of(GatewayConfig.class).network().allowedOrigins(),
                                origins))
                .with(Quotas.class, directory.policies().quotas());
    }
}
