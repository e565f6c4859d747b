/** Guards at the dashboard's door. Start at {@link io.primacy.ops.web.door.Doors}. */
package io.primacy.ops.web.door;
