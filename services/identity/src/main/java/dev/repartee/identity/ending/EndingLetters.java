package dev.repartee.identity.ending;

import dev.repartee.identity.role.Role;
import dev.repartee.identity.tenancy.Member;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.mail.Mail;
import dev.repartee.mail.PostOffice;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Tells the owners of a business that it ends. */
public final class EndingLetters {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final PostOffice office;
    private final Members members;
    private final URI publicUrl;

    public EndingLetters(PostOffice office, Members members, URI publicUrl) {
        this.office = office;
        this.members = members;
        this.publicUrl = publicUrl;
    }

    /** It was asked for. */
    public void begun(Ending ending) {
        owners(ending)
                .forEach(
                        address ->
                                office.post(
                                        new Mail(
                                                address,
                                                "A business of yours is about to end",
                                                """
                                                Somebody who may do so asked to end the business
                                                '%s' at %s. On %s everything of it is erased:
                                                assistants, conversations, documents, members.
                                                Until then it can be taken back by who asked.
                                                """
                                                        .formatted(
                                                                ending.tenant(),
                                                                publicUrl,
                                                                DAY.format(ending.endsAt())))));
    }

    /** It was taken back. */
    public void cancelled(Ending ending) {
        owners(ending)
                .forEach(
                        address ->
                                office.post(
                                        new Mail(
                                                address,
                                                "A business of yours goes on",
                                                """
                                                The end of the business '%s' at %s was taken back.
                                                """
                                                        .formatted(ending.tenant(), publicUrl))));
    }

    /** It was erased; the addresses were read before. */
    void ended(Ending ending, List<String> addresses) {
        addresses.forEach(
                address ->
                        office.post(
                                new Mail(
                                        address,
                                        "A business of yours was ended",
                                        """
                                        Everything of the business '%s' at %s was erased. What its
                                        people did by its audit log stays, under ids that lead to
                                        nobody. Accounts that belonged to it alone are gone as well.
                                        """
                                                .formatted(ending.tenant(), publicUrl))));
    }

    List<String> owners(Ending ending) {
        return members.list(ending.tenant()).stream()
                .filter(member -> member.role().equals(Role.OWNER.id()))
                .map(Member::email)
                .toList();
    }
}
