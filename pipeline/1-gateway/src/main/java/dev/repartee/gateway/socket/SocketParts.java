package dev.repartee.gateway.socket;

import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.intake.Intake;
import dev.repartee.gateway.push.PresenceKeeper;
import dev.repartee.gateway.push.Signals;
import dev.repartee.identity.Principal;
import java.util.function.Predicate;

/**
 * What every connection uses.
 *
 * @param intake takes its messages
 * @param presence registers it
 * @param signals tells delivery of acknowledgements
 * @param meters counts its frames
 * @param config bounds it
 * @param suspended whether somebody's tenant is stopped
 */
record SocketParts(
        Intake intake,
        PresenceKeeper presence,
        Signals signals,
        FrameMeters meters,
        GatewayConfig.Sockets config,
        Predicate<Principal> suspended) {}
