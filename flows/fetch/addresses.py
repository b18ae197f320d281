"""The address guard: which machines may be asked at all.

A feed or page can name or redirect to any host, so addresses are judged after DNS and the connection then goes to
exactly the address that was judged.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# `is_global` is True for these all the same: they carry an IPv4 address inside, or reach more than one machine.
_TUNNELS = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class AddressRefusedError(Exception):
    """A host resolves to an address outside the public internet."""


def is_allowed(address: Address, *, allow_loopback: bool = False) -> bool:
    """Tell whether an address is one machine on the public internet (or, when asked for, this machine)."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    if address.is_loopback:
        return allow_loopback
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in net for net in _TUNNELS if net.version == address.version)


async def resolve(host: str, port: int, *, allow_loopback: bool = False) -> Address:
    """Look a host up; raises `AddressRefusedError` when any of its addresses is not allowed."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in found]
    for address in addresses:
        if not is_allowed(address, allow_loopback=allow_loopback):
            raise AddressRefusedError(f"{host} is at {address}, which is not on the public internet")
    return addresses[0]
