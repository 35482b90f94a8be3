using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElasticDns.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class HistoryByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Revisions_ImportedAt",
                table: "Revisions",
                column: "ImportedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_RemovedAt",
                table: "Revisions",
                column: "RemovedAt",
                filter: "\"RemovedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Revisions_ImportedAt",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_RemovedAt",
                table: "Revisions");
        }
    }
}
