/** Time travel: what another assistant, prompt or model would have said. */
@NullMarked
package dev.repartee.app.command.replay;

import org.jspecify.annotations.NullMarked;
