/* python3.dll holds nothing but names that lead to python311.dll; a DLL still needs an entry. */
int __stdcall DllMain(void *instance, unsigned reason, void *reserved)
{
    return 1;
}
