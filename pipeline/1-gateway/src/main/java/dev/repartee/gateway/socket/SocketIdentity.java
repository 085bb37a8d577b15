package dev.repartee.gateway.socket;

import dev.repartee.contract.UserKey;
import dev.repartee.gateway.intake.Caller;

/**
 * Whose connection it is.
 *
 * @param connectionId unique within this gateway
 * @param caller by whose credential
 * @param user whose
 * @param device the user's name for the device
 */
record SocketIdentity(String connectionId, Caller caller, UserKey user, String device) {}
