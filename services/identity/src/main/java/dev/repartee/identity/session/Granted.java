package dev.repartee.identity.session;

import dev.repartee.identity.AccessToken;
import dev.repartee.identity.role.RoleId;

/**
 * What a device holds after a sign-in or a refresh.
 *
 * @param login the login
 * @param role what may be done with it
 * @param access for the next minutes
 * @param secret its refresh token or, for a browser, its cookie; seen at this moment only
 */
public record Granted(Login login, RoleId role, AccessToken access, Secret secret) {}
