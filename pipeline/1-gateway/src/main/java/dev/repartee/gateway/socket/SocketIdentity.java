package dev.repartee.gateway.socket;

import dev.repartee.contract.UserKey;
import dev.repartee.identity.Principal;

/**
 * Whose connection it is.
 *
 * @param connectionId unique within this gateway
 * @param principal by whose credential
 * @param user whose
 * @param device the user's name for the device
 */
record SocketIdentity(String connectionId, Principal principal, UserKey user, String device) {}
