"""Prints BEP 52 pieces roots as libtorrent computes them: an oracle that shares no code with ours.

Run with the system's python3, for which `apt-get install python3-libtorrent` installs the module:

    /usr/bin/python3 indexd/src/test/oracle/pieces_roots.py \
        > indexd/src/test/resources/runnel/indexd/content/pieces-roots.txt
"""

import os
import tempfile

import libtorrent

KIB, MIB = 1 << 10, 1 << 20
SIZES = [
    1, 64, 16383, 16384, 16385, 32767, 32768, 32769, 49152, 49153, 64 * KIB - 1, 64 * KIB, 64 * KIB + 1,
    128 * KIB, 256 * KIB + 1, MIB - 1, MIB, MIB + 1, 5 * MIB + 7, 8 * MIB,
]


def pattern(size):
    """Bytes that differ from leaf to leaf up to 16 MiB."""
    return bytes((i * 167 + (i >> 8) * 13 + (i >> 16) * 101) & 255 for i in range(size))


def pieces_root(data):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "file"), "wb") as file:
            file.write(data)
        storage = libtorrent.file_storage()
        libtorrent.add_files(storage, os.path.join(folder, "file"))
        torrent = libtorrent.create_torrent(storage, 0, libtorrent.create_torrent.v2_only)
        libtorrent.set_piece_hashes(torrent, folder)
        return torrent.generate()[b"info"][b"file tree"][b"file"][b""][b"pieces root"].hex()


def main():
    print("# Size in bytes and BEP 52 pieces root, by libtorrent", libtorrent.version)
    print("# Byte i of a file is (i * 167 + (i >> 8) * 13 + (i >> 16) * 101) & 255")
    print("# Made by: /usr/bin/python3 indexd/src/test/oracle/pieces_roots.py")
    for size in SIZES:
        print(size, pieces_root(pattern(size)))


main()
