"""The address guard: which machines may be asked at all.

A feed or page can name or redirect to any host, so addresses are judged after DNS and the connection then goes to
exactly the address that was judged.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# All that is given out as public, of IPv6. Outside it lie NAT64, addresses made of IPv4 ones, and site-local ones, of
# some of which `is_global` is True.
_PUBLIC = ipaddress.IPv6Network("2000::/3")
# Public by number, and yet tunnels into IPv4 (6to4 and its relays, Teredo), or documentation.
_NOT_FOR_US = tuple(ipaddress.ip_network(net) for net in ("2002::/16", "2001::/32", "3fff::/20", "192.88.99.0/24"))


class AddressRefusedError(Exception):
    """A host resolves to an address outside the public internet."""


def is_allowed(address: Address, *, allow_loopback: bool = False) -> bool:
    """Tell whether an address is one machine on the public internet (or, when asked for, this machine)."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return allow_loopback
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC:
        return False
    return not any(address in net for net in _NOT_FOR_US if net.version == address.version)


async def resolve(host: str, port: int, *, allow_loopback: bool = False) -> list[Address]:
    """Look a host up, the likeliest address first; raises `AddressRefusedError` when any of them is not allowed."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in found]
    for address in addresses:
        if not is_allowed(address, allow_loopback=allow_loopback):
            raise AddressRefusedError(f"{host} is at {address}, which is not on the public internet")
    return list(dict.fromkeys(addresses))
