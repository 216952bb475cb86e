/* For wine's prefix only. Windows 10 brings bcryptprimitives.dll, wine 8 does not, and libraries written in Rust draw their
 * random numbers from it. */
#include <stddef.h>

__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *buffer, unsigned long size);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, size_t size)
{
    while (size) {
        unsigned long part = size > 0x10000 ? 0x10000 : (unsigned long)size;
        if (!SystemFunction036(buffer, part))
            return 0;
        buffer += part;
        size -= part;
    }
    return 1;
}
