package dev.repartee.identity.sso;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a DNS server: two tries of two seconds. */
public final class DnsTxtRecords implements TxtRecords {

    private static final Logger LOG = LoggerFactory.getLogger(DnsTxtRecords.class);

    private final String server;

    /**
     * @param server {@code host} or {@code host:port}; null for the operating system's
     */
    public DnsTxtRecords(@Nullable String server) {
        this.server = server == null ? "dns:" : "dns://" + server;
    }

    @Override
    public List<String> of(String name) {
        try {
            DirContext context = new InitialDirContext(settings());
            try {
                return texts(context.getAttributes(name, new String[] {"TXT"}).get("TXT"));
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            LOG.atInfo()
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("the DNS has no answer to a domain's claim");
            return List.of();
        }
    }

    private static List<String> texts(@Nullable Attribute attribute) throws NamingException {
        List<String> texts = new ArrayList<>();
        if (attribute != null) {
            NamingEnumeration<?> values = attribute.getAll();
            while (values.hasMore()) {
                texts.add(String.valueOf(values.next()).replace("\"", ""));
            }
        }
        return texts;
    }

    private Hashtable<String, String> settings() {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, server);
        settings.put("com.sun.jndi.dns.timeout.initial", "2000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        return settings;
    }
}
