package dev.repartee.control.platform;

import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.platform.GlassBreaks;
import dev.repartee.identity.platform.PlatformTenants;
import dev.repartee.messages.count.Traffic;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What who runs the platform administers.
 *
 * @param tenants the businesses, by size and state
 * @param directory the businesses as this process knows them, told of changes at once
 * @param glass looks into tenants
 * @param accessTokens makes the token of a look
 * @param traffic how much is said
 * @param pools who works for which pool
 * @param state the checks of this process, by name: {@code ready}, or why not
 */
public record PlatformServices(
        PlatformTenants tenants,
        Tenants directory,
        GlassBreaks glass,
        AccessTokens accessTokens,
        Traffic traffic,
        WorkerPools pools,
        Supplier<Map<String, String>> state) {}
