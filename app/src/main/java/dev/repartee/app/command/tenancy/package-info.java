/** Commands that keep a system safe: the audit log and the master key. */
@NullMarked
package dev.repartee.app.command.tenancy;

import org.jspecify.annotations.NullMarked;
