/** What people do to their accounts by links in mails: register, reset, change of address. */
@NullMarked
package dev.repartee.identity.selfservice;

import org.jspecify.annotations.NullMarked;
