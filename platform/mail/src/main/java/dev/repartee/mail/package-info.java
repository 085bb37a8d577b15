/** Mail that the system sends: kept until a server took it, or for people to look at. */
@NullMarked
package dev.repartee.mail;

import org.jspecify.annotations.NullMarked;
