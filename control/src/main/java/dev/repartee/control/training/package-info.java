/** Examples, trainings and models of an assistant, over HTTP. */
@NullMarked
package dev.repartee.control.training;

import org.jspecify.annotations.NullMarked;
