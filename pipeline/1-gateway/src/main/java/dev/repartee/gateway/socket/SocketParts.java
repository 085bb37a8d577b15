package dev.repartee.gateway.socket;

import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.http.Doorkeeper;
import dev.repartee.gateway.intake.Intake;
import dev.repartee.gateway.push.PresenceKeeper;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Sockets;

/**
 * What every connection uses.
 *
 * @param doorkeeper looks again at who is connected
 * @param intake takes its messages
 * @param sockets has a place for it
 * @param presence registers it
 * @param signals tells delivery of acknowledgements
 * @param meters counts its frames
 * @param config bounds it
 */
record SocketParts(
        Doorkeeper doorkeeper,
        Intake intake,
        Sockets sockets,
        PresenceKeeper presence,
        Signals signals,
        FrameMeters meters,
        GatewayConfig.Sockets config) {}
