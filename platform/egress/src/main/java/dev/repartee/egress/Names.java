package dev.repartee.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns names into addresses. */
@FunctionalInterface
public interface Names {

    /** The resolver of the operating system. */
    Names SYSTEM = InetAddress::getAllByName;

    /** All addresses of a name. */
    InetAddress[] resolve(String name) throws UnknownHostException;
}
