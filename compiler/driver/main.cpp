// The entry point of rulec.
int main() { return 0; }
