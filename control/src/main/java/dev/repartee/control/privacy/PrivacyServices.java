package dev.repartee.control.privacy;

import dev.repartee.privacy.Consents;
import dev.repartee.privacy.Retention;
import dev.repartee.privacy.UserExport;

/**
 * What is administered of people's data.
 *
 * @param consents what they agreed to
 * @param export all of it
 * @param retention how long it is kept
 */
public record PrivacyServices(Consents consents, UserExport export, Retention retention) {}
