package dev.repartee.control.tenancy;

import dev.repartee.identity.ending.EndingLetters;
import dev.repartee.identity.ending.Endings;

/**
 * How businesses end.
 *
 * @param endings which, and when
 * @param letters tell their owners
 */
public record EndingServices(Endings endings, EndingLetters letters) {}
