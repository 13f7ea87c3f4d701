import click
from click.testing import CliRunner


@click.group()
@click.option('--v/--no-v', default=False, help='verbose')
def main(v):
    click.echo(f'v={v}')


@main.command()
@click.argument('n', type=int)
@click.option('--c', type=click.Choice(['x', 'y']), default='x', show_default=True)
def sub(n, c):
    """Does it."""
    click.echo(click.style(str(n) + c, fg='red'))


for arguments in ['--help'], ['sub', '3'], ['sub', 'q'], ['--v', 'sub', '3', '--c', 'z'], ['sub', '--help'], ['nobody']:
    result = CliRunner().invoke(main, arguments)
    print(result.exit_code, result.output)
