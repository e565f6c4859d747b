/** The commands that run the whole of Primacy in this process. */
package io.primacy.local.command;
