package dev.repartee.identity.session;

/**
 * Where a request comes from, as far as it can be told.
 *
 * @param address of the client, as the gateway saw it
 * @param device what the client says of itself, shortened
 */
public record Place(String address, String device) {

    private static final int LONGEST = 200;

    public Place {
        device = device.replaceAll("\\p{Cntrl}", " ").strip();
        device = device.length() > LONGEST ? device.substring(0, LONGEST) : device;
    }
}
