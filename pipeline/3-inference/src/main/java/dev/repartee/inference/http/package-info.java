/** Blocking calls to model servers and analysers over HTTP. */
@NullMarked
package dev.repartee.inference.http;

import org.jspecify.annotations.NullMarked;
