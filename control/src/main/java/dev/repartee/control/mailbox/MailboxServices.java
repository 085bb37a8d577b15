package dev.repartee.control.mailbox;

import dev.repartee.identity.session.Secret;
import dev.repartee.mail.PostOffice;

/**
 * The mails of a system that has no mail server.
 *
 * @param office keeps them
 * @param key what has to be shown; only who can read the data folder has it
 */
public record MailboxServices(PostOffice office, Secret key) {}
