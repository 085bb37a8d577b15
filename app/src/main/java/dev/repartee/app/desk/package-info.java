/** What the control plane needs to administer the platform and people's data. */
@NullMarked
package dev.repartee.app.desk;

import org.jspecify.annotations.NullMarked;
