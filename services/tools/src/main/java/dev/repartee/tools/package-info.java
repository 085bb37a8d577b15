/** What models may call besides answering: HTTP tools and MCP servers that a tenant configured. */
@NullMarked
package dev.repartee.tools;

import org.jspecify.annotations.NullMarked;
