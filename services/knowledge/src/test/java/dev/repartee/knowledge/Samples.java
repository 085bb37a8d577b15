package dev.repartee.knowledge;

/** Documents of a shop that doesn't exist. */
public final class Samples {

    public static final Document HANDBOOK =
            new Document(
                    "handbook",
                    "Shop handbook",
                    DocumentDraft.MARKDOWN,
                    """
            # Lumen Lamps

            We make desk lamps and floor lamps in a small workshop. All lamps are repaired for free for ten years.

            ## Opening hours

            The shop is open from Monday to Friday, 9:00 to 18:00. On Saturday we open at 10:00 and close at 14:00.
            We are closed on Sunday and on public holidays.

            ## Delivery

            We deliver within Germany in two to four days. Delivery costs 4.90 euros; from 50 euros it is free.
            We also ship to Austria, Switzerland and the Netherlands. That takes up to seven days and costs 12 euros.

            ## Returns

            You can send a lamp back within **30 days**. Use the [return form](https://example.com/returns) and print the
            label. Refunds are paid to the card that you paid with, usually within five days.

            ## Payment

            You can pay in these ways:

            - credit card
            - PayPal
            - bank transfer
            """);

    public static final Document FAQ =
            new Document(
                    "faq",
                    "Questions and answers",
                    DocumentDraft.PLAIN,
                    """
            Q: Which bulbs fit the model Aurora?
            A: Aurora takes any E27 bulb of up to 40 watts. A bulb comes with it.

            Q: Can I dim the Aurora?
            A: Yes, with the dimmer that we sell as an extra for 19 euros.

            Q: Do you have a showroom?
            A: Yes, at Lindenstrasse 4 in Berlin. Parking is behind the building.
            """);

    public static final Document GERMAN =
            new Document(
                    "de",
                    "Pflege",
                    DocumentDraft.PLAIN,
                    """
            Reinigen Sie die Lampe nur mit einem trockenen Tuch. Ziehen Sie vorher immer den Stecker aus der Steckdose.
            Scharfe Reinigungsmittel greifen die Oberfläche an und lassen das Messing dunkel werden.
            """);

    private Samples() {}
}
