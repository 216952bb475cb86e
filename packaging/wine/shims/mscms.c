/* For wine's prefix only. wine 8 aborts in WcsCreateIccProfile, which Qt calls for each screen: there is no profile. */
#include <stdint.h>

#define EXPORT __declspec(dllexport)

EXPORT int GetColorProfileFromHandle(void *handle, void *buffer, uint32_t *size)
{
    if (size)
        *size = 0;
    return 0;
}
EXPORT int CloseColorProfile(void *handle) { return 1; }
EXPORT void *WcsCreateIccProfile(void *handle, uint32_t options) { return 0; }
EXPORT void *OpenColorProfileW(void *profile, uint32_t access, uint32_t share) { return 0; }
